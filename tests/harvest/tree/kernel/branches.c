/* Code is read under both branches of a conditional; a conditional may stand inside a call. */
#include <linux/printk.h>

#ifdef CONFIG_LOUD
#define say(fmt, ...)	printk(KERN_WARNING "loud: " fmt, ##__VA_ARGS__)
#else
#define say(fmt, ...)	printk(KERN_INFO "quiet: " fmt, ##__VA_ARGS__)
#endif

#if 0
void old(void)
{
	pr_info("in a branch that is never taken\n");
}
#endif

void branches(int a)
{
#ifdef CONFIG_ONE
	pr_info("branch one\n");
#else
	pr_info("branch two\n");
#endif
	say("both ways %d\n", a);
	pr_info(
#ifdef CONFIG_WIDE
		"wide %lx\n",
#else
		"narrow %x\n",
#endif
		a);
#ifdef CONFIG_ONE
	if (a) {
#else
	if (!a) {
#endif
		pr_info("behind braces of two branches\n");
	}
}

void behind(void)
{
	pr_info("in the function behind\n");
}
