using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;
using NasPipelines.Files;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>A journal's scores as a view, from which a journal can be made again.</summary>
internal static class JournalTable
{
    /// <summary>A row for each function: architecture, scores, seconds, reasons, key.</summary>
    /// <exception cref="InvalidDataException">The journal has two scores of one name, or architectures of several spaces.</exception>
    /// <exception cref="ArgumentException">Its space is neither listed nor passed.</exception>
    public static IDataView View(ScoreJournal journal, IReadOnlyList<SearchSpace>? spaces)
    {
        var scores = RecordedScores.Read(journal.Database);
        var estimators = scores.Estimators;
        if (estimators.GroupBy(e => e.Score).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidDataException(
                $"the journal has {twice.Count()} scores named {twice.Key}, of different settings "
                + $"({IdentityDifference.Describe(twice.First().Identity, twice.Last().Identity)}): keep a journal for each");
        }

        if (scores.Functions.Count == 0)
        {
            throw new InvalidDataException("the journal has no scores");
        }

        var space = SearchSpaces.Get(SpaceOf(estimators), spaces);
        var provenance = JsonSerializer.Serialize(new { source = "journal", scores = estimators.Select(e => e.Score) });
        return new ArchitectureView(
            space, provenance, [.. scores.Functions.Select(f => f.Architecture)], null,
            [
                .. estimators.Select(e => Column(e)),
                .. estimators.Select(e => new ViewColumn(
                    e.Score + JournalColumns.Seconds, Array.ConvertAll(e.Seconds, seconds => (float)seconds))),
                new ViewColumn(JournalColumns.Reasons, scores.Functions.Select((_, row) => Reasons(estimators, row)).ToArray()),
                new ViewColumn(JournalColumns.Key, scores.Functions.Select(f => f.Key).ToArray()),
            ]);
    }

    // As where architectures are scored, higher is better in every column.
    private static ViewColumn Column(RecordedEstimator estimator)
    {
        var columns = estimator.Recipe is { } recipe ? ScorerKinds.ColumnsOf(recipe.Kind, recipe.Settings) : [];
        var direction = columns.FirstOrDefault(column => column.Name == estimator.Score)?.Direction ?? throw new InvalidDataException(
            $"the journal keeps the scores of {estimator.Score}, a scorer of one's own, but not whether higher ones are better");
        return new(
            estimator.Score, Array.ConvertAll(estimator.Values, value => Turned(value?.Value ?? double.NaN, direction)),
            JournalColumns.Provenance(estimator, direction));
    }

    private static double Turned(double value, ScoreDirection direction) =>
        direction == ScoreDirection.LowerIsBetter ? 0.0 - value : value;

    /// <summary>Adds the scores of such a view to a journal.</summary>
    /// <returns>The number of scores added or replaced.</returns>
    /// <exception cref="ArgumentException">The view is not a journal's table.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or scores disagree with the journal's; nothing is changed.</exception>
    public static int Add(ScoreJournal journal, IDataView view, double tolerance)
    {
        var scores = Read(view);
        var file = TemporaryFile.Create(journal.FilePath);
        try
        {
            using (var database = JournalDatabase.Open(file.Name))
            {
                scores.Write(database);
            }

            return journal.Merge(file.Name, tolerance);
        }
        finally
        {
            TemporaryFile.Delete(file);
        }
    }

    private static RecordedScores Read(IDataView view)
    {
        var (architectures, keys) = (Texts(view, ArchitectureView.ArchitectureColumn), Texts(view, JournalColumns.Key));
        var reasons = Texts(view, JournalColumns.Reasons);
        List<RecordedEstimator> estimators = [];
        foreach (var column in view.Schema.Where(c => !c.IsHidden && c.Type is NumberDataViewType))
        {
            if (AnnotationText.Of(column, AnnotationText.Provenance) is { } provenance
                && JournalColumns.Read(column.Name, provenance, keys.Length) is var (estimator, direction))
            {
                var values = Numbers(view, column.Name);
                var seconds = Numbers(view, column.Name + JournalColumns.Seconds);
                for (var row = 0; row < keys.Length; row++)
                {
                    estimator.Values[row] = double.IsNaN(values[row])
                        ? ReasonOf(reasons, row, estimator.Score)
                        : Turned(values[row], direction);
                    estimator.Seconds[row] = double.IsNaN(seconds[row]) ? 0 : seconds[row];
                }

                estimators.Add(estimator);
            }
        }

        return estimators.Count == 0
            ? throw new ArgumentException("no column of the table says which estimator and settings its scores are of", nameof(view))
            : new(estimators, [.. keys.Zip(architectures)]);
    }

    // A blank is a value that was not asked for; one without a reason is none that a journal could have.
    private static string Reasons(IReadOnlyList<RecordedEstimator> estimators, int row)
    {
        var missing = estimators.Where(e => e.Values[row] is { IsDefined: false })
            .ToDictionary(e => e.Score, e => e.Values[row]!.Value.Reason);
        return missing.Count == 0 ? string.Empty : JsonSerializer.Serialize(missing);
    }

    private static ScoreValue? ReasonOf(string[] reasons, int row, string score)
    {
        if (reasons[row].Length == 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(reasons[row])?.TryGetValue(score, out var reason) == true
                ? ScoreValue.Missing(reason)
                : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"row {row + 1}, column {JournalColumns.Reasons}: {JsonFaults.Text(e)}", e);
        }
    }

    private static string SpaceOf(IReadOnlyList<RecordedEstimator> estimators)
    {
        string[] spaces = [.. estimators.Select(Space).Distinct()];
        return spaces.Length == 1
            ? spaces[0]
            : throw new InvalidDataException(
                $"the journal has scores of several spaces ({string.Join(", ", spaces)}): keep a journal for each");

        string Space(RecordedEstimator estimator)
        {
            try
            {
                using var identity = JsonDocument.Parse(estimator.Identity);
                if (identity.RootElement is { ValueKind: JsonValueKind.Object } root
                    && root.TryGetProperty("Space", out var space) && space.ValueKind == JsonValueKind.String)
                {
                    return space.GetString()!;
                }
            }
            catch (JsonException)
            {
                // A scorer of one's own may write its identity as it likes.
            }

            throw new InvalidDataException($"the identity of {estimator.Score} does not name its space");
        }
    }

    private static string[] Texts(IDataView view, string name) =>
        view.Schema.GetColumnOrNull(name) is { Type: TextDataViewType } column
            ? [.. view.GetColumn<ReadOnlyMemory<char>>(column).Select(text => text.ToString())]
            : throw new ArgumentException(
                $"the table has no column {name} of texts, which every table of a journal's scores has", nameof(view));

    private static double[] Numbers(IDataView view, string name) => view.Schema.GetColumnOrNull(name) switch
    {
        { Type.RawType: var type } column when type == typeof(double) => [.. view.GetColumn<double>(column)],
        { Type.RawType: var type } column when type == typeof(float) => [.. view.GetColumn<float>(column).Select(value => (double)value)],
        _ => throw new ArgumentException(
            $"the table has no column {name} of real numbers, which every table of a journal's scores has", nameof(view)),
    };
}
