"""Addresses of tasks; the look-back and a draft's tasks are on the question's pages."""

from django.urls import path

from folkmoot.doing import views

app_name = "doing"
TASK = "c/<slug:slug>/tasks/<uuid:task_id>/"
urlpatterns = [
    path("c/<slug:slug>/tasks/", views.tasks, name="tasks"),
    path(TASK, views.task, name="task"),
    path(f"{TASK}acceptance/", views.acceptance, name="acceptance"),
    path(f"{TASK}carrier/", views.carrier, name="carrier"),
    path(f"{TASK}release/", views.release, name="release"),
    path(f"{TASK}progress/", views.progress, name="progress"),
    path(f"{TASK}end/", views.end, name="end"),
]
