#include <linux/printk.h>

asmlinkage int vprintk_emit(int facility, int level, const struct dev_printk_info *dev_info,
			    const char *fmt, va_list args)
{
	return vprintk_store(facility, level, dev_info, fmt, args);
}

asmlinkage __visible int _printk(const char *fmt, ...)
{
	va_list args;
	int r;

	va_start(args, fmt);
	r = vprintk(fmt, args);
	va_end(args);

	return r;
}
EXPORT_SYMBOL(_printk);

static int __init printk_late_init(void)
{
	printk(KERN_INFO "printk: the log holds %d bytes\n", log_buf_len);
	return 0;
}
