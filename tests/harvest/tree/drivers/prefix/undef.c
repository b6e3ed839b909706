/* pr_fmt changes within the file. */
#define pr_fmt(fmt) "first: " fmt
#include <linux/printk.h>

static void first(void)
{
	pr_info("under the first prefix\n");
}

#undef pr_fmt
#define pr_fmt(fmt) "second: " fmt

static void second(void)
{
	pr_info("under the second prefix\n");
	printk(KERN_INFO "under no prefix\n");
	printk(KERN_INFO pr_fmt("under a prefix that is asked for\n"));
}

#undef pr_fmt

static void third(void)
{
	pr_cont("a piece has no prefix\n");
}
