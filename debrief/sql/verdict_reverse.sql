DROP TRIGGER IF EXISTS debrief_verdict_whole ON debrief_verdict;
DROP TRIGGER IF EXISTS debrief_verdict_kept ON debrief_verdict;
DROP FUNCTION IF EXISTS debrief_guard_verdict();
