"""The table of early warnings: one function and one line each, the most pressing first."""

from __future__ import annotations

from holdfast.core.early_warnings import people, results, road, upkeep
from holdfast.core.early_warnings.watch import EarlyWarning, Rule, Watch

# The order is that of the list: what has turned, what cannot wait, what wears on, what is merely out of date.
RULES: tuple[Rule, ...] = (
    Rule("outlook_fell", "The outlook fell",
         "Look at what moved it, and agree what to do first.", "", results.outlook_fell),
    Rule("became_exposed", "A problem became exposed",
         "Take the action that lowers it most.", "", results.became_exposed),
    Rule("notice_to_leave", "A partner gave notice",
         "Meet, and say what would make it stay.", "hold_revive_or_exit_session", road.notice_to_leave),
    Rule("red_line_in_scope", "A red line lies in the scope",
         "Take it out, or agree an exception with an end date.", "list_next_and_never", people.red_line_in_scope),
    Rule("decision_blocked", "A joint decision was blocked",
         "Find out which part of it could go ahead.", "allow_partners_to_go_ahead", road.decision_blocked),
    Rule("gate_slipped_again", "A gate was put off again",
         "Ask what would have to be true to decide, and set a date.", "agree_decision_timetable", road.gate_slipped_again),
    Rule("gate_overdue", "A gate has passed without a decision",
         "Record what was decided, or the new date.", "agree_decision_timetable", road.gate_overdue),
    Rule("election_in_window", "An election falls before the decision",
         "Decide before it, or plan to start again after it.", "place_gates_after_elections", road.election_in_window),
    Rule("deputy_missing", "Somebody leaves, and no deputy is recorded",
         "Name a deputy, and try the handover while both are there.", "name_deputies", people.deputy_missing),
    Rule("contract_ending", "A contract ends soon",
         "Decide whether to renew it, move it or let it end.", "complete_contract_register", road.contract_ending),
    Rule("post_vacant", "A key post stands empty",
         "Fill it, or say who does the work until then.", "fill_posts_before_start", people.post_vacant),
    Rule("staff_silence", "Staff have been told nothing for a while",
         "Tell them where things stand, even where nothing is new.", "keep_message_plan", people.staff_silence),
    Rule("dispute_open_long", "A dispute has been open for long",
         "Take it to the next step that the agreement gives.", "agree_steps_for_disputes", road.dispute_open_long),
    Rule("reply_overdue", "A partner has not answered",
         "Ask what they need in order to answer; a smaller body may lack the time.", "set_reply_times", people.reply_overdue),
    Rule("appetites_apart", "Appetites for risk are far apart",
         "Agree one statement of the risk you would take together.", "write_joint_risk_appetite", people.appetites_apart),
    Rule("became_watch", "A problem needs watching",
         "See what moved it.", "", results.became_watch),
    Rule("benefit_overdue", "A benefit is overdue",
         "Measure it, and say what became of it.", "recover_late_benefits", upkeep.benefit_overdue),
    Rule("milestone_late", "A milestone is late",
         "Record that it is done, or when it will be.", "show_milestones_by_partner", road.milestone_late),
    Rule("task_late", "An action is late",
         "Finish it, drop it, or set a date that can be kept.", "", upkeep.task_late),
    Rule("case_outdated", "The business case is old",
         "Run it again before the gate.", "rerun_case_at_each_gate", upkeep.case_outdated),
    Rule("register_outdated", "A complete list has grown old",
         "Say again that it is complete, or add what is missing.", "", upkeep.register_outdated),
    Rule("evidence_old", "Nothing new is recorded",
         "Ask each partner what has happened since.", "", upkeep.evidence_old),
)  # fmt: skip


def early_warnings(watch: Watch) -> tuple[EarlyWarning, ...]:
    """All that the rules find, in their order; of one rule the latest first."""
    found = []
    for rule in RULES:
        for sign in sorted(rule.look(watch), key=lambda sign: (-sign.since.toordinal(), sign.subject)):
            found.append(
                EarlyWarning(
                    rule=rule.id,
                    title=rule.title,
                    subject=sign.subject,
                    text=sign.text,
                    since=sign.since,
                    because=sign.because,
                    do=rule.do,
                    action=sign.action or rule.action,
                    finding=sign.finding,
                    due=sign.due,
                )
            )
    return tuple(found)
