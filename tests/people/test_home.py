def test_strangers_learn_what_this_is_and_how_to_get_in(client, db):
    page = client.get("/")
    assert page.status_code == 200
    for way in ("/accounts/login/", "/return/", "/demo/"):
        assert f'href="{way}"' in page.text


def test_people_who_are_in_go_to_their_dialogues(sign_in, cleo):
    assert sign_in(cleo).get("/")["Location"] == "/dialogues/"
