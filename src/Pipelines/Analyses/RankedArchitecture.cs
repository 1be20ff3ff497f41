namespace NasPipelines;

/// <summary>An architecture as an estimator ranks it.</summary>
/// <param name="Architecture">The architecture as written.</param>
/// <param name="Score">Its score.</param>
/// <param name="ScoreRank">Its place by score, 1 the best; equal scores share their mean rank.</param>
/// <param name="Truth">Its true quality.</param>
/// <param name="TrueRank">Its true place, 1 the best; equal truths share their mean rank.</param>
/// <param name="ClassSize">Number of rows that are the same architecture written differently, this one included.</param>
public sealed record RankedArchitecture(string Architecture, double Score, double ScoreRank, double Truth, double TrueRank, int ClassSize);
