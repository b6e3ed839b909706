/* pr_fmt of a header of the folder. */
#include "local.h"
#include <linux/printk.h>

static void local(void)
{
	pr_info("prefix of a header\n");
}
