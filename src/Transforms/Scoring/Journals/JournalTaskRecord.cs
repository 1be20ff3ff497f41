namespace NasPipelines.Scoring.Journals;

/// <summary>A task as a journal has it.</summary>
/// <param name="FilePath">The journal.</param>
/// <param name="Id">Its number, the same in every journal.</param>
/// <param name="Scores">The names of its scores.</param>
/// <param name="Estimators">The hashes of its estimators.</param>
/// <param name="Shard">Its part of the view; null for all of it.</param>
/// <param name="Division">The hash of the division into shards.</param>
/// <param name="Functions">Functions to score.</param>
/// <param name="Total">Functions of all shards.</param>
internal sealed record JournalTaskRecord(
    string FilePath, long Id, string Scores, string Estimators, Shard? Shard, string Division, int Functions, int Total);

/// <summary>The last run of a task.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="State">What it has said of itself.</param>
/// <param name="Elapsed">Seconds that it has run.</param>
/// <param name="Done">Functions that it has got through.</param>
/// <param name="Scored">Functions that it has scored itself.</param>
/// <param name="Silence">Time since it was last heard of.</param>
internal sealed record JournalAttempt(string Host, string State, double Elapsed, int Done, int Scored, TimeSpan Silence);
