/* A prefix that no file defines. */
#define pr_fmt(fmt) BOARD_NAME fmt
#include <linux/printk.h>

static void unknown(void)
{
	pr_info("prefix that is not known\n");
}
