/* Lines that are printed piece by piece. */
#include <linux/printk.h>

static void pieces(int *list, int count)
{
	int i;

	pr_info("whole before\n");
	pr_info("list of %d:", count);
	for (i = 0; i < count; i++)
		pr_cont(" %d", list[i]);
	printk(KERN_CONT " end\n");
	pr_info("whole behind\n");
}

static void whole(void)
{
	pr_info("no line end, and no piece behind");
}
