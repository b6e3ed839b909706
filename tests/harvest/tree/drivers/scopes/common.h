#define REPORT(fmt, ...)	pr_err(MSG_PREFIX ": " fmt, ##__VA_ARGS__)
#define hint(fmt, ...)		pr_info("common: " fmt, ##__VA_ARGS__)

#ifndef MSG_SUFFIX
#define MSG_SUFFIX " (common)"
#endif
#define NOTE(fmt)		pr_info(fmt MSG_SUFFIX "\n")
