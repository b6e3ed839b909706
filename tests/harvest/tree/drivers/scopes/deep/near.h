#define hint(fmt, ...)		pr_info("near: " fmt, ##__VA_ARGS__)
