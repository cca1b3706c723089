enum unit { UNIT_FOOT, UNIT_YARD, UNIT_MILE };

int unit_feet(enum unit unit);
