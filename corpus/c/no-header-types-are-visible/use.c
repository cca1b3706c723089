struct date {
	int year;
	int month;
	int day;
};

struct date *date_today(void);

int main(void)
{
	struct date *d = date_today();

	return d->year == 2024 && d->month == 5 && d->day == 17 ? 0 : 1;
}
