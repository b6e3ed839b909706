/* Functions that look like wrappers and print something else, or nothing. */
#include <linux/printk.h>

void *name_thing(const char *fmt, ...)
{
	char name[16];
	va_list args;

	va_start(args, fmt);
	vsprintf(name, fmt, args);
	va_end(args);
	WARN(!valid(name), "a name is not valid\n");
	return make(name);
}

/* Known by its name to print nothing of its format. */
struct workqueue_struct *alloc_workqueue(const char *fmt, ...)
{
	va_list args;
	char name[24];

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	pr_warn("workqueue: name too long, cut to %s\n", name);
	return NULL;
}

/* Has the name of a wrapper of another file, and is none. */
static void lamp_buffered(const char *fmt, ...)
{
	trace_it(fmt);
}

static void lookalike(struct seq_file *m, int a)
{
	name_thing("NEVER a message %d", a);
	alloc_workqueue("NEVER a message either %d", a);
	lamp_buffered("NEVER in this file\n");
	seq_printf(m, "NEVER in the log %d\n", a);
	snprintf(buffer, sizeof(buffer), "NEVER printed %d", a);
	ops->lamp_allocated("NEVER by a method\n");
}
