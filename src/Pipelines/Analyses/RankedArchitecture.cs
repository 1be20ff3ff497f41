namespace NasPipelines.Analyses;

/// <summary>An architecture as an estimator ranks it.</summary>
public sealed class RankedArchitecture
{
    internal RankedArchitecture(string architecture, double score, double scoreRank, double truth, double trueRank, int classSize) =>
        (Architecture, Score, ScoreRank, Truth, TrueRank, ClassSize) = (architecture, score, scoreRank, truth, trueRank, classSize);

    /// <summary>The architecture as written.</summary>
    public string Architecture { get; }

    /// <summary>Its score.</summary>
    public double Score { get; }

    /// <summary>Its place by score, 1 the best; equal scores share their mean rank.</summary>
    public double ScoreRank { get; }

    /// <summary>Its true quality.</summary>
    public double Truth { get; }

    /// <summary>Its true place, 1 the best; equal truths share their mean rank.</summary>
    public double TrueRank { get; }

    /// <summary>Number of rows that are the same architecture written differently, this one included.</summary>
    public int ClassSize { get; }

    /// <summary>The architecture and its places in a line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Architecture}: rank {ScoreRank} by score, {TrueRank} in truth");
}
