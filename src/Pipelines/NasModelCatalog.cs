using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines;

/// <summary>What was saved, brought back to life: models, and scorers from a journal.</summary>
public sealed class NasModelCatalog
{
    private readonly MLContext _context;

    internal NasModelCatalog(MLContext context) => _context = context;

    /// <inheritdoc cref="ScoringModel.Load"/>
    public ITransformer Load(string path, params SearchSpace[] spaces) => ScoringModel.Load(_context, path, out _, spaces);

    /// <inheritdoc cref="ScoringModel.Load"/>
    public ITransformer Load(string path, out DataViewSchema inputSchema, params SearchSpace[] spaces) =>
        ScoringModel.Load(_context, path, out inputSchema, spaces);

    /// <inheritdoc cref="ScoringModel.Verify"/>
    public JournalVerification Verify(
        ScoreJournal journal, int sample, long seed = 0, double tolerance = 0, IReadOnlyList<SearchSpace>? spaces = null,
        ImageSet? images = null, RunOptions? run = null) =>
        ScoringModel.Verify(journal, sample, seed, tolerance, spaces, images, run);

    /// <inheritdoc cref="ScoringModel.Scores"/>
    public IDataView Scores(ScoreJournal journal, IReadOnlyList<SearchSpace>? spaces = null) => ScoringModel.Scores(journal, spaces);

    /// <inheritdoc cref="ScoringModel.AddScores"/>
    public int AddScores(ScoreJournal journal, IDataView scores, double tolerance = 1e-6) =>
        ScoringModel.AddScores(journal, scores, tolerance);

    /// <inheritdoc cref="ArchitectureExport.SaveUntrained"/>
    public void SaveArchitecture(Architecture architecture, string path, long seed = 0, NetworkOptions? network = null) =>
        ArchitectureExport.SaveUntrained(architecture, path, seed, network);
}
