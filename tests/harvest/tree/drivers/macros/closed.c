#include "closed.h"

static void closed(struct device *dev, int a)
{
	complain_closed(dev);
	complain_two(a);
	complain_named("NEVER the format");
}

static void closed_again(struct device *dev)
{
	complain_closed(dev);
}
