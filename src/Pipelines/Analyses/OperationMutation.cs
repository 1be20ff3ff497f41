using System.Globalization;

namespace NasPipelines.Analyses;

/// <summary>What happens to truth and score when one choice of an architecture is replaced by another and nothing else changes.</summary>
public sealed class OperationMutation : PrintedResult
{
    private readonly Proportion _truth;
    private readonly Proportion _score;

    internal OperationMutation(
        string from, string to, Proportion truthRises, Proportion scoreRises, double biasError, long truthTies, long scoreTies) =>
        (From, To, _truth, _score, BiasError, TruthTies, ScoreTies) = (from, to, truthRises, scoreRises, biasError, truthTies, scoreTies);

    /// <summary>The operation replaced, by its name in the search space.</summary>
    public string From { get; }

    /// <summary>The operation put in its place.</summary>
    public string To { get; }

    /// <summary>Share of the pairs whose truth rises, equal ones counted half, with its 95 % interval (Wilson 1927).</summary>
    public (double Value, double Lower, double Upper) TruthRises => _truth.Shown;

    /// <summary>Share of the pairs whose score rises, equal ones counted half, with its 95 % interval (Wilson 1927).</summary>
    public (double Value, double Lower, double Upper) ScoreRises => _score.Shown;

    /// <summary>Standard error of <see cref="Bias"/>, from the pairwise differences.</summary>
    public double BiasError { get; }

    /// <summary>Number of pairs of equal truth.</summary>
    internal long TruthTies { get; }

    /// <summary>Number of pairs of equal score.</summary>
    internal long ScoreTies { get; }

    /// <summary>Number of pairs of architectures.</summary>
    public long Pairs => _truth.Cases;

    /// <summary>ScoreRises - TruthRises: positive where the estimator prefers <see cref="To"/> more often than the truth does.</summary>
    public double Bias => ScoreRises.Value - TruthRises.Value;

    /// <summary>The mutation, both shares and the bias.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{From} → {To} ({Pairs} pairs): truth rises {_truth}, score "
            + $"rises {_score}, bias {Bias:+0.000;-0.000;0.000} ± {BiasError:0.000}");
}
