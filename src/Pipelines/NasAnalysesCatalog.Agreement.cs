using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Uncertainty;

namespace NasPipelines;

public sealed partial class NasAnalysesCatalog
{
    /// <summary>How well trainings with other seeds agree, and what their noise leaves an estimator to reach.</summary>
    /// <param name="data">The architectures.</param>
    /// <param name="trainingColumnNames">Two or more columns of true quality, one per training; NaN where an architecture lacks one.</param>
    /// <param name="options">Criteria and ratios; the defaults where null.</param>
    /// <exception cref="ArgumentException">Fewer than two columns, one is missing or not of numbers, or no architecture has them all.</exception>
    public TrainingAgreement AgreementOfTrainings(
        IDataView data, IReadOnlyList<string> trainingColumnNames, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainingColumnNames);
        var columns = Numbers(data, [.. trainingColumnNames]);
        return Tell(
            TrainingAgreement.Compute(columns, options), r => columns.Length > 0 ? columns[0].Length - r.Rows : 0);
    }
}
