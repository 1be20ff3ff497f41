namespace NasPipelines.Report;

/// <summary>An architecture that an estimator places among its best.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Score">Its score.</param>
/// <param name="Truth">Its true quality.</param>
/// <param name="TrueRank">Its true rank, 1 the best; equal ones share the better place.</param>
internal readonly record struct TopEntry(int Row, double Score, double Truth, int TrueRank);
