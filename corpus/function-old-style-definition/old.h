int field_width();
