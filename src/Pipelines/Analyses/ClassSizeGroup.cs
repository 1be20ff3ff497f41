namespace NasPipelines;

/// <summary>The architectures whose class has a number of members within a range.</summary>
/// <param name="From">Smallest class size.</param>
/// <param name="To">Largest class size.</param>
/// <param name="Count">Number of architectures.</param>
/// <param name="MeanRankDifference">Mean of <see cref="RankDifference"/>: positive where the estimator over-estimates them.</param>
/// <param name="StandardError">Standard error of that mean.</param>
public sealed record ClassSizeGroup(int From, int To, int Count, double MeanRankDifference, double StandardError);
