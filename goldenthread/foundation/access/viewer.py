"""Who is asking: an account, the roles it holds today, and the two forms of the one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from goldenthread.domain.rights import youngest_birth_date_past_compulsory_school_age
from goldenthread.foundation.access.matrix import MATRIX, POWERS, Reach, Rule
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.people.models import Tie

MOST_NAMED = 1_000  # children named one by one in a query; of more, a subquery is read faster than a list


@dataclass(frozen=True, slots=True)
class Held:
    """A role held today, at a body (its row number) where it is held at one."""

    role: Role
    organisation_id: int | None = None
    organisation_name: str = ""


@dataclass(frozen=True, slots=True)
class TieFacts:
    """What the rule needs of one tie."""

    kind: str
    adult_id: int | None = None
    organisation_id: int | None = None
    parental_responsibility: bool = False
    young_person_agrees: bool = False
    started_on: date | None = None
    ended_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on that day, both ends inclusive."""
        return (self.started_on is None or self.started_on <= on) and (self.ended_on is None or on <= self.ended_on)


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What the rule needs of one child."""

    id: int
    restricted: bool
    born_on: date | None
    ties: tuple[TieFacts, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """The account asking. `adult_id` is their row among people; `emergency` the children opened in an emergency just
    now.
    """

    user_id: int | None = None
    public_id: str = ""
    name: str = ""
    adult_id: int | None = None
    held: tuple[Held, ...] = ()
    emergency: frozenset[int] = field(default_factory=frozenset)
    # Filled by `for_one_read` only: the children found already, by verb and day.
    _found: dict[tuple[Verb, date], tuple[int, ...]] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def powers(self) -> frozenset[Power]:
        """Everything their roles let them do that is not about one child."""
        return frozenset(power for held in self.held for power in POWERS[held.role])

    def for_one_read(self) -> Viewer:
        """The same viewer, who asks once which children they reach and answers from it. For one page that reads many
        tables and changes nothing: a tie that begins or ends meanwhile is not seen by it."""
        return replace(self, _found={})

    def may(self, power: Power) -> bool:
        """Whether they hold a role with this power."""
        return power in self.powers

    def holds(self, *roles: Role) -> bool:
        """Whether they hold any of these roles."""
        return any(held.role in roles for held in self.held)

    @property
    def has_only_their_own_page(self) -> bool:
        """Whether the one family page they can have is about themselves: a young person who is nobody's parent."""
        reaches = {rule.reach for rule, _ in self._rules(Verb.FAMILY_PAGE)}
        return reaches == {Reach.SELF}

    def allows(self, verb: Verb, child: ChildFacts, *, on: date) -> bool:
        """The rule asked of one child in memory."""
        return any(self._reaches(rule, held, child, on) for rule, held in self._rules(verb))

    def children_filter(self, verb: Verb, *, on: date, path: str = "", only: str = "") -> Q:
        """The same rule as a condition on rows. `path` leads from the row to its child ('' where the row is a
        child). `only`: a public id, where no row of another child is asked for: ties of others are not gathered.
        """
        prefix = f"{path}__" if path else ""
        condition, tied = Q(pk__in=[]), []
        for rule, held in self._rules(verb):
            if rule.reach in (Reach.EMERGENCY, Reach.PARTNERSHIP):
                condition |= self._of_any_child(rule, prefix)
            else:
                ties = self._tied(rule, held, on)
                tied.append(ties.filter(child__public_id=only) if only else ties)
        if tied:
            # One list of children, not a condition for each role: joined by OR, a database reads every row there is to
            # see which hold; given a list it starts from the children.
            children = tied[0].union(*tied[1:], all=True) if len(tied) > 1 else tied[0]
            condition |= Q(**{f"{prefix}pk__in": children if only else self._once(verb, on, children)})
        return condition

    def _once(self, verb: Verb, on: date, children: QuerySet[Tie, int]) -> QuerySet[Tie, int] | tuple[int, ...]:
        """Their row numbers, where the viewer is one for a single read and they are not too many to name."""
        if self._found is None:
            return children
        if (verb, on) not in self._found:
            self._found[verb, on] = tuple(sorted(set(children[: MOST_NAMED + 1])))
        found = self._found[verb, on]
        return found if len(found) <= MOST_NAMED else children

    def bodies_for(self, verb: Verb) -> frozenset[int]:
        """Row numbers of the bodies through which they may do this to the children tied to them."""
        return frozenset(
            held.organisation_id
            for rule, held in self._rules(verb)
            if rule.reach is Reach.BODY and held is not None and held.organisation_id is not None
        )

    def bodies_with(self, power: Power) -> frozenset[int]:
        """Row numbers of the bodies where they hold a role with this power."""
        return frozenset(
            held.organisation_id
            for held in self.held
            if held.organisation_id is not None and power in POWERS[held.role]
        )

    def _rules(self, verb: Verb) -> Iterator[tuple[Rule, Held | None]]:
        for rule in MATRIX:
            if verb not in rule.verbs:
                continue
            if rule.role is None:
                if self.held and (rule.reach is not Reach.EMERGENCY or self.may(Power.ASK_EMERGENCY_ACCESS)):
                    yield rule, None
                continue
            yield from ((rule, held) for held in self.held if held.role == rule.role)

    def _reaches(self, rule: Rule, held: Held | None, child: ChildFacts, on: date) -> bool:
        if child.restricted and not rule.restricted:
            return False
        if rule.reach is Reach.EMERGENCY:
            return child.id in self.emergency
        if rule.reach is Reach.PARTNERSHIP:
            return True
        return any(
            tie.kind in rule.ties
            and tie.holds(on)
            and self._is_theirs(rule, held, tie)
            and _rights(rule, child, tie, on)
            for tie in child.ties
        )

    def _is_theirs(self, rule: Rule, held: Held | None, tie: TieFacts) -> bool:
        theirs = self.adult_id is not None and tie.adult_id == self.adult_id
        at_body = held is not None and held.organisation_id is not None and tie.organisation_id == held.organisation_id
        if rule.reach is Reach.BODY:
            return at_body
        if rule.reach is Reach.ADVOCATE:
            return theirs or at_body
        return theirs

    def _of_any_child(self, rule: Rule, prefix: str) -> Q:
        condition = Q() if rule.restricted else Q(**{f"{prefix}sensitivity": "standard"})
        if rule.reach is Reach.EMERGENCY:
            return condition & Q(**{f"{prefix}pk__in": sorted(self.emergency)})
        return condition

    def _tied(self, rule: Rule, held: Held | None, on: date) -> QuerySet[Tie, int]:
        ties = Tie.objects.filter(_open_on(on), self._ends(rule, held), kind__in=rule.ties)
        if not rule.restricted:
            ties = ties.filter(child__sensitivity="standard")
        if rule.reach is Reach.FAMILY:
            eldest = youngest_birth_date_past_compulsory_school_age(on)
            ties = ties.filter(parental_responsibility=True).filter(
                Q(child__born_on__gt=eldest) | Q(child__born_on=None) | Q(young_person_agrees=True)
            )
        return ties.order_by().values_list("child_id", flat=True)

    def _ends(self, rule: Rule, held: Held | None) -> Q:
        body = Q(organisation_id=held.organisation_id) if held and held.organisation_id is not None else Q(pk__in=[])
        adult = Q(adult_id=self.adult_id) if self.adult_id is not None else Q(pk__in=[])
        if rule.reach is Reach.BODY:
            return body
        return body | adult if rule.reach is Reach.ADVOCATE else adult


def _rights(rule: Rule, child: ChildFacts, tie: TieFacts, on: date) -> bool:
    if rule.reach is not Reach.FAMILY:
        return True
    if not tie.parental_responsibility:
        return False
    child_still = child.born_on is None or child.born_on > youngest_birth_date_past_compulsory_school_age(on)
    return child_still or tie.young_person_agrees


def _open_on(on: date) -> Q:
    return (Q(started_on=None) | Q(started_on__lte=on)) & (Q(ended_on=None) | Q(ended_on__gte=on))


NOBODY = Viewer()


def tie_facts(ties: Iterable[Tie]) -> tuple[TieFacts, ...]:
    """Rows as facts."""
    return tuple(
        TieFacts(
            tie.kind,
            tie.adult_id,
            tie.organisation_id,
            tie.parental_responsibility,
            tie.young_person_agrees,
            tie.started_on,
            tie.ended_on,
        )
        for tie in ties
    )
