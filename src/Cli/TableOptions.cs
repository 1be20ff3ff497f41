using System.CommandLine;
using NasPipelines.Benchmarks;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>How tables are read, where their first lines do not tell it right.</summary>
internal sealed class TableOptions
{
    public const string ColumnsName = "--columns";

    private static readonly (string Word, char Character)[] Separators =
        [("comma", ','), ("tab", '\t'), ("semicolon", ';'), ("space", ' '), ("blank", ' '), ("pipe", '|'), ("\\t", '\t')];

    private readonly Option<string?> _architectures = new("--architecture-column") { Description = "The column of architectures." };
    private readonly Option<string?> _encoding = new("--encoding")
    {
        Description = "How architectures are written: an encoding of the space (see nas describe); else it is recognised.",
    };
    private readonly Option<char?> _separator = Character("--separator", "What separates fields", Separators);
    private readonly Option<char?> _decimal = Character("--decimal", "What precedes decimals", [("point", '.'), ("comma", ',')]);
    private readonly Option<string[]> _missing = OptionRules.Names(
        "--missing-values",
        $"Words or numbers that stand for a missing value, beside {string.Join(", ", Default.MissingValues.Where(w => w.Length > 0))}.",
        "words");
    private readonly Option<string[]> _columns = OptionRules.Names(
        ColumnsName, "The columns of numbers to read; else all.", "names of columns");
    private readonly Option<DuplicateRows> _duplicates = OptionRules.Choice(
        "--duplicates", "What becomes of rows with the same architecture", DuplicateRows.Keep);

    public TableOptions(Command command)
    {
        foreach (var option in (Option[])[_architectures, _encoding, _separator, _decimal, _missing, _columns, _duplicates])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The flags that messages about tables name.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--architecture-column", "--encoding", "--separator", "--decimal", "--missing-values", "--columns", "--duplicates",
    ];

    private static BenchmarkTableOptions Default { get; } = new();

    /// <summary>The options of the table that a verb works on.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="space">The search space, or null.</param>
    /// <param name="required">The columns that the verb needs; null where it takes all.</param>
    /// <param name="texts">The columns to keep even where they hold text; null for none.</param>
    public BenchmarkTableOptions Read(
        ParseResult parsed, SearchSpace? space, IReadOnlyList<string>? required = null, IReadOnlyList<string>? texts = null) => new()
    {
        Space = space,
        ArchitectureColumn = parsed.GetValue(_architectures),
        Encoding = parsed.GetValue(_encoding),
        Separator = parsed.GetValue(_separator),
        Decimal = parsed.GetValue(_decimal),
        MissingValues = parsed.GetValue(_missing) is { Length: > 0 } words ? [.. Default.MissingValues, .. words] : Default.MissingValues,
        ValueColumns = parsed.GetValue(_columns) is { Length: > 0 } columns ? columns : null,
        RequiredColumns = required,
        TextColumns = texts ?? [],
        Duplicates = parsed.GetValue(_duplicates),
    };

    /// <summary>The options of a further table, which has columns, and perhaps a separator, of its own.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="space">The search space, or null.</param>
    public BenchmarkTableOptions Further(ParseResult parsed, SearchSpace? space)
    {
        var all = Read(parsed, space);
        return new()
        {
            Space = space,
            Encoding = all.Encoding,
            Decimal = all.Decimal,
            MissingValues = all.MissingValues,
            Duplicates = all.Duplicates,
        };
    }

    private static Option<char?> Character(string name, string description, (string Word, char Character)[] words) => new(name)
    {
        Description = $"{description}: {string.Join(", ", words.Select(w => w.Word).Where(w => char.IsLetter(w[0])))}, or the character.",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            var known = Array.Find(words, word => word.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (known.Word is not null || text.Length == 1)
            {
                return known.Word is null ? text[0] : known.Character;
            }

            result.AddError($"{name}: '{text}' is no single character, nor one of {string.Join(", ", words.Select(w => w.Word))}.");
            return null;
        },
    };
}
