int press();
