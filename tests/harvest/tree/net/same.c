/* The same text from several places is one message. */
#include <linux/printk.h>

static void same(void)
{
	pr_info("same text\n");
	pr_err("same text\n");
}

static void same_again(void)
{
	printk("same text\n");
	pr_info("\n");
	pr_info("----\n");
	pr_info("%s\n", text);
	pr_info("");
}
