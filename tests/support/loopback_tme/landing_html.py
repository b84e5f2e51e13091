"""The page of a name, `/NAME`: a channel, a group, a person, a bot, or a name nobody has."""

from loopback_world import Channel, Person

from .text_html import plain


def landing(name: str, found: Channel | Person | None) -> str:
    """Write the page of a name."""
    match found:
        case Channel():
            return _channel(name, found)
        case Person():
            return _person(name, found)
        case None:
            return _nobody(name)


def _channel(name: str, found: Channel) -> str:
    title = plain(found.title)
    group = found.kind == "group"
    members = _spaced(found.participants)
    online = _spaced(found.participants // 20 + 1)
    extra = f"{members} members, {online} online" if group else f"{members} subscribers"
    context = "" if group or not has_preview(found) else _PREVIEW.format(name=name)
    body = f"""<div class="tgme_page_title" dir="auto">
  <span dir="auto">{title}</span>
</div>
<div class="tgme_page_extra">{extra}</div>
<div class="tgme_page_description" dir="auto">{plain(found.about)}</div>
{_action(name, "View in Telegram", shine=True)}
<!-- WEBOGRAM_BTN -->
{context}
<div class="tgme_page_additional">
  If you have <strong>Telegram</strong>, you can view and join <br><strong>{title}</strong> right away.
</div>"""
    return _page(f"View @{name}", title=found.title, about=found.about, body=body)


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def has_preview(found: Channel) -> bool:
    """Tell whether the web shows a channel's posts: not groups, not restricted, not where switched off."""
    return found.kind == "channel" and found.preview and not found.restricted and not found.private


def _person(name: str, found: Person) -> str:
    title = plain(f"{found.first_name} {found.last_name}".strip())
    users = '<div class="tgme_page_extra">4 321 monthly users</div>' if found.bot else ""
    body = f"""<div class="tgme_page_title"><span dir="auto">{title}</span></div>
<div class="tgme_page_extra">
  @{name}
</div>
{users}
{_action(name, "Start Bot" if found.bot else "Send Message", shine=False)}
<!-- WEBOGRAM_BTN -->
<!-- PRIVACY_BTN -->
<div class="tgme_page_additional">
  If you have <strong>Telegram</strong>, you can {"launch" if found.bot else "contact"} \
<br><strong>{title}</strong> right away.
</div>"""
    about = "" if found.bot else f"You can contact @{name} right away."
    return _page(f"{'Launch' if found.bot else 'Contact'} @{name}", title=title, about=about, body=body)


def _nobody(name: str) -> str:
    body = f"""<div class="tgme_page_icon">
  <i class="tgme_icon_user"></i>
</div>
<div class="tgme_page_description">
  If you have <strong>Telegram</strong>, you can contact \
<a class="tgme_username_link" href="tg://resolve?domain={plain(name)}">@{plain(name)}</a> right away.
</div>
{_action(name, "Send Message", shine=False)}
<!-- WEBOGRAM_BTN -->
<!-- PRIVACY_BTN -->"""
    title = f"Telegram: Contact @{name}"
    robots = '<meta name="robots" content="noindex, nofollow">'
    return _page(f"Contact @{name}", title=title, about="", body=body, head=robots)


_PREVIEW = (
    '<div class="tgme_page_context_link_wrap">'
    '<a class="tgme_page_context_link" href="/s/{name}">Preview channel</a></div>'
)


def _action(name: str, label: str, *, shine: bool) -> str:
    names = "tgme_action_button_new shine" if shine else "tgme_action_button_new"
    return f"""<div class="tgme_page_action">
  <a class="{names}" href="tg://resolve?domain={plain(name)}">{label}</a>
</div>"""


def _page(heading: str, *, title: str, about: str, body: str, head: str = "") -> str:
    return f"""<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <title>Telegram: {plain(heading)}</title>
    {head}<meta property="og:title" content="{plain(title)}">
    <meta property="og:site_name" content="Telegram">
    <meta property="og:description" content="{plain(about)}">
  </head>
  <body class="no_transition">
    <div class="tgme_page_wrap">
      <div class="tgme_body_wrap">
        <div class="tgme_page">
{body}
        </div>
      </div>
    </div>
  </body>
</html>
"""
