#include <linux/printk.h>

void cpu(void)
{
	pr_info("of an architecture\n");
}
