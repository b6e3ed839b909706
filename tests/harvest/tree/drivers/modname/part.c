#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/printk.h>

static void part(void)
{
	pr_info("name of the module\n");
}
