/* pr_fmt with a conversion of its own. */
#define pr_fmt(fmt) "%s:%d: " fmt, __func__, __LINE__
#include <linux/printk.h>

static void named(int a)
{
	pr_info("prefix with the function %d\n", a);
	pr_notice("prefix with the function alone\n");
}
