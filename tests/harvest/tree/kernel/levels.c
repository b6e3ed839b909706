/* Where a level comes from: the name, the text, an argument, nothing. */
#include <linux/printk.h>

static const char *level_text(int urgent);

void levels(struct device *dev, const char *lvl, int urgent)
{
	pr_emerg("level of the name, emerg\n");
	pr_warning("level of the name, warning\n");
	pr_devel("level of the name, devel\n");
	printk(KERN_CRIT "level in the text, crit\n");
	printk(KERN_ALERT"level in the text without a blank\n");
	printk("\0015level in the text, spelled\n");
	printk("no level at all\n");
	printk(KERN_DEFAULT "level default, spelled\n");
	dev_printk(KERN_NOTICE, dev, "level by an argument\n");
	dev_printk(lvl, dev, "level by a variable\n");
	printk("%slevel by a conversion %d\n", lvl, urgent);
	printk("%slevel by a constant of a conversion\n", KERN_ERR);
	dev_printk_emit(LOGLEVEL_WARNING, dev, "level by a number's name\n");
	WARN(urgent, "a warning with a trace: %d\n", urgent);
	panic("no way on: %d", urgent);
	printk_once(KERN_NOTICE "told once\n");
	printk_ratelimited(KERN_ERR "told seldom\n");
}
