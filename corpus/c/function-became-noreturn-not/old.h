void give_up(int code);
