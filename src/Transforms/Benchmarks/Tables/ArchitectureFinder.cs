using NasPipelines.Files;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Finds a table's architectures: where the options say, where a known table has them, or where the texts are some. A column of numbers,
/// which might be anything, is taken by its name only, and never beside a column of texts that are architectures.
/// </summary>
internal sealed class ArchitectureFinder(TableSource source, ITableRows rows, BenchmarkTableOptions options)
{
    private const int Tried = 20;

    private static readonly string[] CertainNames = ["architecture", "arch", "ops", "arch_str", "architecture_str", "arch_string"];

    private static readonly string[] UsualNames =
        [.. CertainNames, "cell", "genotype", "encoding", "config", "model", "network"];

    // What numbers may be called that count architectures.
    private static readonly string[] IndexNames = ["architecture", "arch", "ops", "arch_index", "arch_id"];

    private readonly string _path = source.Name;

    /// <summary>Notes for the log.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The architectures; null where there are none and none are asked for.</summary>
    /// <exception cref="ArgumentException">They are asked for, and there are none or several columns of them.</exception>
    public FoundArchitectures? Find()
    {
        if (options.Space is not null)
        {
            return Find(options.Space);
        }

        var (name, origin) = rows.SearchSpace is { } own
            ? (own, "the table's own metadata")
            : (TableProvenanceFile.SpaceOf(source), _path + ProvenanceFile.Suffix);
        return name is null ? Find(null)
            : Find(SearchSpaces.Get(name)) is { } found ? found with { SpaceFrom = origin }
            : null;
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int Position(string name)
    {
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            if (rows.Columns[i] == name && name.Length > 0)
            {
                return i;
            }
        }

        throw new ArgumentException($"{_path} has no column {ShownText.Of(name)}; it has {ShownText.List(Named())}");
    }

    private FoundArchitectures? Find(SearchSpace? named)
    {
        if (options.ArchitectureColumn is { } column)
        {
            var place = Position(column);
            return new(
                named ?? Described(null)?.Space ?? Recognise(place) ?? throw new ArgumentException(
                    $"{_path}: nothing tells the search space of the architectures in {ShownText.Of(column)}; name one of {Spaces()}"),
                [place], "as set");
        }

        // A known table, unless it would take numbers for architectures that stand as texts beside them.
        if (Described(named) is { } known)
        {
            var texts = known.Columns.All(IsNumbers) ? TextsOf(known.Space) : [];
            return texts.Count == 0 ? known : InSpace(known.Space, texts);
        }

        return named is null ? Recognised() : InSpace(named, TextsOf(named));
    }

    private static string Spaces() => string.Join(", ", SearchSpaces.All.Select(known => known.Name));

    private string[] Named() => [.. rows.Columns.Where(name => name.Length > 0)];

    private FoundArchitectures? Described(SearchSpace? space)
    {
        var found = KnownTables.All.FirstOrDefault(
            table => (space is null || space.Name == table.Space) && table.Recognises([.. rows.Columns]));
        return found is null ? null : new(
            space ?? SearchSpaces.Get(found.Space), [.. found.ArchitectureColumns.Select(Position)], $"known table {found.Name}", found);
    }

    private FoundArchitectures InSpace(SearchSpace space, List<int> texts)
    {
        var usual = Usual();
        if (texts.Count > 0)
        {
            var best = texts.Count == 1 ? texts[0] : usual.Where(texts.Contains).DefaultIfEmpty(-1).First();
            if (best < 0)
            {
                throw new ArgumentException(
                    $"{_path}: several columns hold architectures of {space.Name}; set {nameof(options.ArchitectureColumn)} to one of "
                    + ShownText.List([.. texts.Select(i => rows.Columns[i])]));
            }

            var numbers = Enumerable.Range(0, rows.Columns.Count)
                .Where(i => i != best && (IsIndex(i) || (IsNumbers(i) && rows.Columns[i] == "index")))
                .Select(i => rows.Columns[i]).ToList();
            if (numbers.Count > 0)
            {
                Notes.Add(
                    $"{Path.GetFileName(_path)}: the numbers in {ShownText.List(numbers)} are not taken for indices of architectures: "
                    + $"the texts in {ShownText.Of(rows.Columns[best])} are architectures; {nameof(options.ArchitectureColumn)} "
                    + "overrules that");
            }

            return new(space, [best], $"by its texts, encoding {Encoding(space, best)}");
        }

        // Texts that are no architectures, in a column that is called so, are faults of its rows.
        var fallback = usual
            .Where(i => !IsNumbers(i) && CertainNames.Contains(rows.Columns[i], StringComparer.OrdinalIgnoreCase))
            .Concat(Enumerable.Range(0, rows.Columns.Count).Where(IsIndex)).DefaultIfEmpty(-1).First();
        return fallback >= 0
            ? new(space, [fallback], "by its name")
            : throw new ArgumentException(
                $"{_path}: no column holds architectures of {space.Name}; set {nameof(options.ArchitectureColumn)} to one of "
                + ShownText.List(Named()));
    }

    /// <summary>The only space of which all texts of one column are architectures.</summary>
    private FoundArchitectures? Recognised()
    {
        List<(SearchSpace Space, int Column)> found = [];
        foreach (var space in SearchSpaces.All)
        {
            found.AddRange(TextsOf(space).Select(column => (space, column)));
        }

        var spaces = found.Select(f => f.Space).Distinct().ToList();
        if (spaces.Count == 1)
        {
            return InSpace(spaces[0], [.. found.Select(f => f.Column)]);
        }

        if (spaces.Count > 1)
        {
            Notes.Add(
                $"{Path.GetFileName(_path)}: the texts in {ShownText.Of(rows.Columns[found[0].Column])} could be architectures of "
                + $"{string.Join(" or ", spaces.Select(s => s.Name))}; the table is read without architectures unless the space is named");
        }

        return null;
    }

    private SearchSpace? Recognise(int column)
    {
        var found = SearchSpaces.All.Where(space => AreArchitectures(space, column)).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private List<int> TextsOf(SearchSpace space) =>
        [.. Enumerable.Range(0, rows.Columns.Count).Where(i => !IsNumbers(i) && AreArchitectures(space, i))];

    private bool AreArchitectures(SearchSpace space, int column) => ArchitectureText.AreOf(
        space, [.. rows.Sample(column).Where(text => text.Length > 0).Take(Tried)], options.Encoding);

    private string Encoding(SearchSpace space, int column) => options.Encoding
        ?? ArchitectureText.EncodingOf(space, rows.Sample(column).First(text => text.Length > 0)) ?? "architectures";

    private List<int> Usual() => [.. UsualNames.SelectMany(usual => Enumerable.Range(0, rows.Columns.Count)
        .Where(i => rows.Columns[i].Equals(usual, StringComparison.OrdinalIgnoreCase)))];

    private bool IsIndex(int column) =>
        IsNumbers(column) && IndexNames.Contains(rows.Columns[column], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column has numbers and no texts, as far as is looked.</summary>
    private bool IsNumbers(int column)
    {
        var texts = rows.Sample(column).Where(text => text.Length > 0).ToList();
        return texts.Count == 0
            ? rows.WhyNoNumbers(column) is null
            : texts.TrueForAll(text => text.All(character => char.IsAsciiDigit(character) || character is '.' or '-' or '+' or 'e' or 'E'));
    }
}
