#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/printk.h>

static void sub_part(void)
{
	pr_info("name of the module\n");
}
