int gauge_each(int (*channel)(int));
