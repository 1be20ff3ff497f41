namespace NasPipelines.Scoring.Journals;

/// <summary>What a merged journal lacks of one shard.</summary>
public sealed class MissingShard
{
    internal MissingShard(Shard shard, string scores, int? functions, IReadOnlyList<string> examples) =>
        (Shard, Scores, Functions, Examples) = (shard, scores, functions, examples);

    /// <summary>The shard.</summary>
    public Shard Shard { get; }

    /// <summary>The names of the scores that are missing, joined by commas.</summary>
    public string Scores { get; }

    /// <summary>Functions that are missing; null where no journal of the shard was merged.</summary>
    public int? Functions { get; }

    /// <summary>Some of these functions' architectures.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What is missing, in a line.</summary>
    public override string ToString() => Functions is { } functions
        ? FormattableString.Invariant($"shard {Shard} lacks {Scores} of {functions} functions, {string.Join(" and ", Examples)} among them")
        : $"shard {Shard} of {Scores} is not there: no journal of it was merged";
}
