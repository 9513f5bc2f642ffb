import gradio
from gradio.routes import App

with gradio.Blocks() as demo:
    gradio.Textbox()
App.create_app(demo)
