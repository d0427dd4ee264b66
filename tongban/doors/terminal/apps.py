from django.apps import AppConfig


class TerminalDoor(AppConfig):
    name = "tongban.doors.terminal"
    label = "terminal"
    verbose_name = "命令行"
