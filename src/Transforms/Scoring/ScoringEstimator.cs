using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace NasPipelines.Scoring;

/// <summary>
/// Adds the scores of performance estimators to a view of architectures.
/// <list type="table">
/// <item><term>Needs training?</term><description>No; fitting checks the schema and prepares the scorer.</description></item>
/// <item><term>Reads</term><description>The column of architectures (text, any encoding of the space).</description></item>
/// <item><term>Adds</term><description>A <c>Double</c> column per score, higher is better, NaN where there is none, and a text column with the reasons.</description></item>
/// <item><term>Deterministic?</term><description>Yes: a score depends on the seed, the architecture and the options only.</description></item>
/// <item><term>Saveable?</term><description>Yes; the saved model carries the options and the images it scores on, or names their files and the supernet with their SHA-256.</description></item>
/// </list>
/// </summary>
public sealed class ScoringEstimator : IEstimator<ScoringTransformer>
{
    private readonly MLContext _context;
    private readonly Func<DataViewSchema?, IArchitectureScorer> _createScorer;
    private readonly IReadOnlyList<string> _scoreNames;
    private readonly string _architectureColumn;
    private readonly string? _statusColumn;
    private readonly int _workers;
    private readonly ScoreJournal? _journal;

    internal ScoringEstimator(
        MLContext context,
        Func<DataViewSchema?, IArchitectureScorer> createScorer,
        IReadOnlyList<string> scoreNames,
        string architectureColumn,
        string? statusColumn,
        int workers,
        ScoreJournal? journal = null)
    {
        _context = context;
        _createScorer = createScorer;
        _scoreNames = scoreNames;
        _architectureColumn = architectureColumn;
        _statusColumn = statusColumn;
        _workers = workers;
        _journal = journal;
    }

    /// <inheritdoc/>
    public ScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = input.Schema.GetColumnOrNull(_architectureColumn);
        Check(column?.Type.ToString(), column?.Type is TextDataViewType, input.Schema.Select(c => c.Name));
        var scorer = _createScorer(input.Schema);
        var session = ScoringSessions.Register(scorer, _journal?.For(scorer, Warn));
        var chain = ScoringChain.Create(_context, session.Scorer, _architectureColumn, _statusColumn);
        return new ScoringTransformer(_context, session, chain.Fit(input), _architectureColumn, _workers);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = inputSchema.Where(c => c.Name == _architectureColumn).ToList();
        var isText = columns.Any(c => c.ItemType is TextDataViewType && c.Kind == SchemaShape.Column.VectorKind.Scalar);
        Check(columns.Count > 0 ? columns[0].ItemType.ToString() : null, isText, inputSchema.Select(c => c.Name));
        var shape = new ShapeScorer(_scoreNames);
        return ScoringChain.Create(_context, shape, _architectureColumn, _statusColumn).GetOutputSchema(inputSchema);
    }

    private void Warn(string message)
    {
        using var channel = ((IHostEnvironment)_context).Register("NasPipelines.Scoring").Start("Journal");
        channel.Warning(MessageSensitivity.None, message);
    }

    private void Check(string? type, bool isText, IEnumerable<string> columns)
    {
        if (!isText)
        {
            var found = type is null ? $"there is no such column; the view has {string.Join(", ", columns)}" : $"it is of type {type}";
            throw new ArgumentException($"Column '{_architectureColumn}' must be a text column of architectures: {found}.");
        }
    }

    /// <summary>Stands for the scorer where only names are needed.</summary>
    private sealed class ShapeScorer(IReadOnlyList<string> names) : IArchitectureScorer
    {
        public Architectures.SearchSpace Space => throw new InvalidOperationException("a shape has no space");

        public IReadOnlyList<ScoreDescription> Scores { get; } = [.. names.Select(n => new ScoreDescription(n, default, false))];

        public string Specification => string.Empty;

        public string Provenance => string.Empty;

        public string SpecificationOf(int score) => string.Empty;

        public string KeyOf(Architectures.Architecture architecture) => architecture.Text;

        public ScoreRow Score(Architectures.Architecture architecture, CancellationToken cancellation) => ScoreEncoding(architecture);

        public ScoreRow ScoreEncoding(Architectures.Architecture architecture) => throw new InvalidOperationException("a shape has no scores");

        public void Dispose()
        {
        }
    }
}
