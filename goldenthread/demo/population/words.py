"""A few sentences a child or young person might say of themselves. All invented; first person; pieced together by
age."""

from __future__ import annotations

from random import Random

LIKES = {
    "young": (
        "I like trains and I know all the stations", "I love water, splashing is the best",
        "My dog Biscuit sleeps on my bed",
        "I like to spin and jump on my trampoline", "I like the book about the bear, again and again",
        "My nan does the voices when she reads to me", "I like sand. I do not like paint on my hands",
        "I like being first in the line", "Dinosaurs are my favourite, mostly the big ones",
        "I sing in the car and everyone has to be quiet", "I collect sticks and stones and keep them in my coat",
        "I show people the picture when I want something", "I laugh when my brother hides behind the sofa",
    ),
    "middle": (
        "I am the best at maths in my class when nobody rushes me", "I am building a city in my bedroom out of boxes",
        "I know a lot about sharks, ask me anything", "I want to be a vet or a bus driver",
        "I like football but not the shouting", "Drawing helps me think, so please let me draw",
        "I have one really good friend and that is enough", "I love swimming because my legs feel light",
        "I play the drums and my neighbours are very patient", "My guinea pigs are called Salt and Pepper",
        "I like jokes, even the bad ones", "I can name every player in the team since 2010",
        "Cooking with my dad on Sundays is my favourite thing",
    ),
    "older": (
        "I want to work with animals and I have started volunteering", "Music is how I get through the day",
        "I am doing catering and I make a very good lasagne", "I would like my own flat one day, near my sister",
        "I like computers more than most people", "I'm learning to get the bus on my own",
        "Art is where I can say what I can't say out loud", "I want a paid job, not just another course",
        "I write stories and I've nearly finished a long one", "I have my own phone and I like to be asked first",
        "I play wheelchair basketball on Thursdays", "Gaming is where my friends are",
        "I am good at fixing bikes, people bring me theirs",
    ),
}  # fmt: skip
HARD = {
    "asd": (
        "Too much noise makes my head fizz", "I need to know what is going to happen before it happens",
        "When plans change I need someone to tell me early", "I look like I'm fine but I am using all my energy",
        "Labels in clothes feel like pins", "I say what I mean and sometimes people think I'm being rude",
        "Crowds in the corridor are the worst bit of my day", "I notice everything, even the light that buzzes",
        "If I go quiet I'm not ignoring you, I'm full up", "I like rules when they are the same for everyone",
        "Eating with other people is hard for me", "New places need a picture first",
    ),
    "slcn": (
        "It takes me a while to find my words, please wait", "Pictures help me more than lots of talking",
        "People finish my sentences and they get it wrong", "When I don't understand I go quiet",
        "I know what I want to say, it just comes out in the wrong order", "Long instructions fall out of my head",
        "Some sounds won't come out right and people laugh", "Show me, then tell me",
    ),
    "semh": (
        "When I get angry I need to leave the room and come back", "Some mornings I can't make my feet go in",
        "I do better when a grown-up I trust is near", "I worry about things other people don't see",
        "If you shout I stop hearing you", "Being sent home doesn't help me, even if I look happy about it",
        "I am trying, some days it just looks small", "Sunday nights are the hardest",
    ),
    "mld": ("I need things broken into small bits", "I can do it if someone shows me first",
            "I forget, so lists help me"),
    "sld": ("I need help to get dressed and to eat", "I choose by looking, so give me time to look"),
    "pmld": ("I tell you how I feel with my face and my hands", "I like warm rooms and slow voices"),
    "spld": ("Reading makes the letters move about", "I know the answer but writing it down is slow"),
    "pd": ("My chair needs room to turn", "I get tired by the afternoon and that is not me being lazy"),
    "hi": ("Face me when you talk, I read your lips", "My hearing aids pick up every chair in the hall"),
    "vi": ("Big print please, and no shiny paper", "Tell me who you are when you come up to me"),
    "msi": ("Touch my arm before you start to sign", "I know my way by the feel of the wall"),
    "oth": ("My body doesn't always do what I ask", "Some days are hospital days"),
}  # fmt: skip
HELP = (
    "It helps when people tell me one thing at a time.", "It helps if I can have a break before I need it.",
    "Please ask me, not just my mum.", "I like it when my teacher says good morning first.",
    "My headphones help.", "It helps to sit near the door.", "I want my plan to have pictures in it.",
    "Let me show you instead of tell you.", "Miss Oyelaran in the office is the person I go to.",
    "A quiet place at lunch makes the whole day better.", "Give me time and I will get there.",
    "Don't talk about me when I'm in the room.", "I would like people to know I try really hard.",
    "Being with my friends matters as much as the lessons.",
)  # fmt: skip


def in_their_words(random: Random, age: int, need: str) -> str:
    """Two or three sentences in the first person for a child of this age and need (a SEN type in lower case)."""
    stage = "young" if age < 7 else "middle" if age < 13 else "older"
    said = [f"{random.choice(LIKES[stage])}.", f"{random.choice(HARD.get(need, HARD['oth']))}."]
    if random.random() < 0.8:
        said.append(random.choice(HELP))
    if random.random() < 0.3:
        said[0], said[1] = said[1], said[0]
    return " ".join(said)
