#ifndef LOG_H
#define LOG_H

struct lamp;

__printf(3, 4) void lamp_log(struct lamp *lamp, const char *level, const char *fmt, ...);
__printf(2, 3) void lamp_fault(struct lamp *lamp, const char *fmt, ...);

#define lamp_err(lamp, fmt, ...)	lamp_log(lamp, KERN_ERR, fmt, ##__VA_ARGS__)
#define lamp_info(lamp, fmt, args...)	lamp_log(lamp, KERN_INFO, fmt , ## args)
#define lamp_opt(lamp, fmt, ...)	lamp_log(lamp, KERN_NOTICE, fmt __VA_OPT__(,) __VA_ARGS__)
#define lamp_fail(lamp, fmt, args...)				\
do {								\
	(lamp)->failed = true;					\
	lamp_err(lamp, "failed: " fmt, ##args);			\
} while (0)

static inline __printf(1, 2) void lamp_inline(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}

#ifdef CONFIG_LAMP_DEBUG
__printf(1, 2) void lamp_maybe(const char *fmt, ...);
#else
static inline __printf(1, 2) void lamp_maybe(const char *fmt, ...) { }
#endif

static inline void lamp_ready(void)
{
	pr_info("printed by a header's function\n");
}

#endif
