#define gate_printk(gate, level, fmt, ...) \
	dev_##level((gate)->dev, "gate %d: " fmt, (gate)->id, ##__VA_ARGS__)
#define gate_err(gate, fmt, ...)	gate_printk(gate, err, fmt, ##__VA_ARGS__)
#define gate_warn(gate, fmt, ...)	gate_printk(gate, warn, fmt, ##__VA_ARGS__)

/* A family with two pasted parts, as graphics drivers have one. */
#define __door_printk(door, level, type, fmt, ...) \
	dev_##level##type((door)->dev, "[door] " fmt, ##__VA_ARGS__)
#define door_err(door, fmt, ...) \
	__door_printk((door), err,, "*ERROR* " fmt, ##__VA_ARGS__)
#define door_info_once(door, fmt, ...) \
	__door_printk((door), info, _once, fmt, ##__VA_ARGS__)

#define window_log(level, fmt, ...) \
	printk(KERN_##level "window: " fmt, ##__VA_ARGS__)

#define check(condition, what) \
	do { if (!(condition)) pr_err("check failed: " #condition " (%s)\n", what); } while (0)
