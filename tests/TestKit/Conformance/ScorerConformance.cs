using System.Numerics;
using System.Text.Json;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>
/// What a scorer has to hold by itself and as a pipeline stage. Derive a fixture that makes a scorer, the same one each time, and run it on
/// your own.
/// </summary>
public abstract class ScorerConformance : StageConformance
{
    private readonly Func<Scorer> _create;
    private readonly Func<Architecture, string> _keyOf;

    /// <summary>Tests of a scorer.</summary>
    /// <param name="create">Makes the scorer; called often, and every scorer it makes is disposed.</param>
    protected ScorerConformance(Func<Scorer> create)
        : this(create, create())
    {
    }

    // The first one says of which space it is, and tells keys as long as the tests run.
    private ScorerConformance(Func<Scorer> create, Scorer first)
        : base(first.Space, first.Columns[0].Name, "ScoreStatus")
    {
        _create = create;
        _keyOf = first.KeyOf;
        First = first;
    }

    private Scorer First { get; }

    /// <summary>Disposes the scorer that told the keys.</summary>
    [OneTimeTearDown]
    public void DisposeFirst() => First.Dispose();

    /// <summary>Scores have names of their own.</summary>
    [Test]
    public void Columns_OfTheScorer_HaveDifferentNames()
    {
        Assert.That(First.Columns, Is.Not.Empty);
        Assert.That(First.Columns.Select(c => c.Name), Is.Unique.And.All.Not.Empty);
    }

    /// <summary>
    /// Equal scorers have equal identities, whatever the culture; different scores have different ones, or they would share values in a
    /// journal.
    /// </summary>
    [Test]
    public void IdentityOf_ScorersMadeAlikeInEveryCulture_IsTheSame()
    {
        var identities = Cultures.InEach(
            () => With(scorer => Enumerable.Range(0, scorer.Columns.Count).Select(scorer.IdentityOf).ToArray()));

        Assert.That(identities, Is.All.EqualTo(identities[0]));
        Assert.That(identities[0], Is.Unique.And.All.Not.Empty);
    }

    /// <summary>Where scores come from is a JSON object.</summary>
    [Test]
    public void Provenance_OfTheScorer_IsAJsonObject()
    {
        using var document = JsonDocument.Parse(First.Provenance);

        Assert.That(document.RootElement.ValueKind, Is.EqualTo(JsonValueKind.Object));
    }

    /// <summary>A row has a value for each column: a number, or a reason why there is none.</summary>
    [Test]
    public void Score_OfAnyArchitecture_HasAValueOrAReasonPerColumn()
    {
        using var scorer = _create();
        foreach (var architecture in Sample(6))
        {
            var values = Score(scorer, architecture);

            Assert.That(values, Has.Length.EqualTo(scorer.Columns.Count));
            Assert.That(values.Select(v => double.IsFinite(v.Value) != (v.Reason is { Length: > 0 })), Is.All.True, architecture.Text);
        }
    }

    /// <summary>Architectures of one key have the same values, those that depend on the encoding aside.</summary>
    [Test]
    public void Score_OfEqualKeys_IsTheSame()
    {
        using var scorer = _create();
        foreach (var equals in Sample(200).GroupBy(scorer.KeyOf).Where(g => g.Count() > 1).Take(3))
        {
            var rows = equals.Take(3).Select(a => Shared(scorer, Score(scorer, a))).ToArray();

            Assert.That(rows, Is.All.EqualTo(rows[0]), string.Join(" and ", equals.Take(3).Select(a => a.Text)));
        }
    }

    /// <summary>Two threads, another order and what was scored before do not change a bit.</summary>
    [Test]
    public void Score_OnTwoThreadsInAnotherOrder_IsTheSameBits()
    {
        var expected = With(scorer => Sample(6).Select(a => Score(scorer, a)).ToArray());
        using var shared = _create();
        var found = new ScoreValue[2][][];
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            found[i] = [.. Sample(6).Reverse().Select(a => Score(shared, a)).Reverse()]);

        Assert.That(found, Is.All.EqualTo(expected));
    }

    /// <summary>The culture of the application does not change a bit.</summary>
    [Test]
    public void Score_InEveryCulture_IsTheSameBits()
    {
        var rows = Cultures.InEach(() => With(scorer => Score(scorer, Sample(1)[0])));

        Assert.That(rows, Is.All.EqualTo(rows[0]));
    }

    /// <summary>Who is told to stop stops, or is done; the scorer scores on either way.</summary>
    [Test]
    public void Score_Cancelled_StopsAndLeavesTheScorerWhole()
    {
        using var scorer = _create();
        var architecture = Sample(1)[0];
        var expected = Score(scorer, architecture);
        try
        {
            Assert.That(Score(scorer, architecture, new CancellationToken(canceled: true)), Is.EqualTo(expected));
        }
        catch (OperationCanceledException)
        {
            Assert.That(Score(scorer, architecture), Is.EqualTo(expected));
        }

        Assert.That(Score(scorer, architecture), Is.EqualTo(expected));
    }

    /// <summary>Disposing twice is harmless.</summary>
    [Test]
    public void Dispose_Twice_IsHarmless()
    {
        using var scorer = _create();
        _ = Score(scorer, Sample(1)[0]);
        scorer.Dispose();

        Assert.That(scorer.Dispose, Throws.Nothing);
    }

    /// <summary>What is in the journal is not computed a second time, by an equal scorer.</summary>
    [Test]
    public void Journal_OfAnEqualScorer_GivesTheScoresAgain()
    {
        Assume.That(First.Columns.Any(c => !c.DependsOnEncoding), "values that depend on the encoding are not kept");
        using var folder = new TemporaryFolder();
        using var journal = ScoreJournal.Open(folder.File("scores.journal"));
        using var first = Stage(journal).Fit(View());
        var expected = Scores(first.Transform(View()));
        Assert.That(first.Evaluations, Is.Positive);

        using var second = Stage(journal).Fit(View());

        Assert.That(Scores(second.Transform(View())), Is.EqualTo(expected));
        Assert.That(second.Evaluations, Is.Zero);
    }

    /// <inheritdoc/>
    protected override bool CanBeLoaded => false;

    /// <inheritdoc/>
    protected override ScoringEstimator Stage(string column = "Architecture") =>
        Stage(new ScoringOptions { ArchitectureColumnName = column });

    /// <inheritdoc/>
    protected override string KeyOf(Architecture architecture) => _keyOf(architecture);

    private static ScoreValue[] Shared(Scorer scorer, ScoreValue[] values) =>
        [.. values.Where((_, i) => !scorer.Columns[i].DependsOnEncoding)];

    private static ScoreValue[] Score(Scorer scorer, Architecture architecture, CancellationToken cancellation = default)
    {
        try
        {
            return [.. scorer.Score(architecture, new ScoringContext(1, cancellation)).Values];
        }
        catch (ScoringException e)
        {
            return [.. scorer.Columns.Select(_ => ScoreValue.Missing(e.Message))];
        }
    }

    private ScoringEstimator Stage(ScoreJournal journal) => Stage(new ScoringOptions { Journal = journal });

    private ScoringEstimator Stage(ScoringOptions options) =>
        Context.Nas().Transforms.Score(_ => _create(), [.. First.Columns.Select(c => c.Name)], options);

    private IReadOnlyList<Architecture> Sample(int count) => Space.Sample((int)BigInteger.Min(Space.Size, count), 1);

    private T With<T>(Func<Scorer, T> use)
    {
        using var scorer = _create();
        return use(scorer);
    }
}
