/* Functions that hand a format on, in each way there is. */
#include <linux/printk.h>
#include "log.h"

static void lamp_vlog(struct lamp *lamp, const char *level, const char *fmt, va_list args)
{
	struct va_format vaf;

	vaf.fmt = fmt;
	vaf.va = &args;
	printk("%slamp %s: %pV", level, lamp->name, &vaf);
}

void lamp_log(struct lamp *lamp, const char *level, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	lamp_vlog(lamp, level, fmt, args);
	va_end(args);
}

void lamp_fault(struct lamp *lamp, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	pr_crit("lamp fault (%s): %pV, switched off\n", lamp->name, &vaf);
	va_end(args);
}

void lamp_dev(struct device *dev, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf = (struct va_format){ .fmt = fmt, .va = &args };
	dev_err(dev, "lamp: %pV", &vaf);
	va_end(args);
}

void lamp_buffered(const char *fmt, ...)
{
	char line[80];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	pr_warn("lamp: <%s>\n", line);
}

void lamp_allocated(const char *fmt, ...)
{
	char *line;
	va_list args;

	va_start(args, fmt);
	line = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	printk(KERN_NOTICE "lamp says %s\n", line);
	kfree(line);
}

void lamp_headed(int number, const char *fmt, ...)
{
	va_list args;

	printk(KERN_ERR "lamp %d: ", number);
	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
	printk(KERN_CONT "\n");
}

void lamp_emit(struct device *dev, int level, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	dev_vprintk_emit(level, dev, fmt, args);
	va_end(args);
}

int lamp_probe(struct device *dev, int error, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (error != -EPROBE_DEFER)
		dev_err(dev, "error %pe: %pV", ERR_PTR(error), &vaf);
	else
		dev_dbg(dev, "error %pe: %pV", ERR_PTR(error), &vaf);
	va_end(args);

	return error;
}

#ifdef CONFIG_LAMP_DEBUG
void lamp_maybe(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk_emit(0, LOGLEVEL_DEBUG, NULL, fmt, args);
	va_end(args);
}
#endif
