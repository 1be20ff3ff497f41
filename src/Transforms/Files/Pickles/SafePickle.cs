using System.Runtime.InteropServices;

namespace NasPipelines.Files.Pickles;

/// <summary>
/// Interprets a pickle of protocols 0 to 5 as data: globals outside a list are refused by name, and nothing is ever called but the
/// functions of that list, which make numbers, arrays and containers.
/// </summary>
/// <remarks>
/// Memory follows what is kept, not what lengths claim: values of keys in <see cref="PickleOptions.Skip"/> are read over. A container
/// cannot change once another holds it, so there are no cycles; the machine keeps its own stack, so depth costs no call stack.
/// </remarks>
internal sealed partial class SafePickle
{
    private readonly BinaryInput input;
    private readonly PickleOptions options;
    private readonly MemoryBudget budget;
    private readonly PickleMemo memo;
    private readonly PickleTexts texts = new();
    private readonly List<PickleValue> stack = [];
    private readonly List<int> marks = [];
    private long start;
    private int skipSlot = -1;
    private int skipMarks;

    private SafePickle(BinaryInput input, PickleOptions options)
    {
        this.input = input;
        this.options = options;
        start = input.Position;
        budget = new(Math.Min(options.MaxKeptBytes, MemoryBudget.Share), message => input.Fault(message));
        memo = new(budget);
    }

    /// <summary>Reads one pickle; the input then stands behind it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, too deep or too large, or names a global that is not allowed.</exception>
    public static PickleValue Read(BinaryInput input, PickleOptions options)
    {
        var machine = new SafePickle(input, options);
        try
        {
            return machine.Run();
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or System.Text.DecoderFallbackException)
        {
            throw input.Fault($"a text or number is damaged: {fault.Message}", fault);
        }
    }

    // The value in the place of a skipped key, and all that it is made of, until the next key of the same dictionary.
    private bool Skipping => skipSlot >= 0 && (marks.Count > skipMarks || stack.Count <= skipSlot);

    private PickleValue Run()
    {
        while (true)
        {
            var code = input.Byte();
            if (code == '.')
            {
                return marks.Count == 0 && stack.Count == 1
                    ? stack[0]
                    : throw input.Fault($"the pickle ends with {stack.Count} values and {marks.Count} open marks instead of one value");
            }

            Step(code);
        }
    }

    private void Push(PickleValue value)
    {
        if (stack.Count >= options.MaxStack)
        {
            throw input.Fault($"more than {options.MaxStack} values wait on the stack");
        }

        if (stack.Count == stack.Capacity)
        {
            Keep(PickleSize.Slot * Math.Max(64L, stack.Capacity));
        }

        stack.Add(value);
        if (options.Skip is { } skip && value.Content is string key && !Skipping && IsKey() && skip(key))
        {
            skipSlot = stack.Count;
            skipMarks = marks.Count;
        }
    }

    /// <summary>Whether the value on top is in the place of a dictionary's key.</summary>
    private bool IsKey()
    {
        var top = stack.Count - 1;
        return (top > 0 && stack[top - 1].Content is PickleDictionary)
            || (marks.Count > 0 && marks[^1] is > 0 and var mark && (top - mark) % 2 == 0 && stack[mark - 1].Content is PickleDictionary);
    }

    private PickleValue Pop()
    {
        if (stack.Count <= (marks.Count > 0 ? marks[^1] : 0))
        {
            throw input.Fault("an instruction takes a value that is not there");
        }

        var value = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    /// <summary>The values above the last mark; they stay until <see cref="DropTo"/>.</summary>
    private Span<PickleValue> Marked(out int mark)
    {
        if (marks.Count == 0)
        {
            throw input.Fault("an instruction takes values up to a mark that is not there");
        }

        mark = marks[^1];
        return CollectionsMarshal.AsSpan(stack)[mark..];
    }

    private void DropTo(int count, bool mark)
    {
        CollectionsMarshal.SetCount(stack, count);
        if (mark)
        {
            marks.RemoveAt(marks.Count - 1);
        }

        if (skipSlot > stack.Count)
        {
            skipSlot = -1;
        }
    }

    private PickleValue Below(int count) => stack.Count > count && stack.Count - count > (marks.Count > 0 ? marks[^1] : 0)
        ? stack[^(count + 1)]
        : throw input.Fault("an instruction takes a container that is not there");

    /// <summary>Counts what is about to be made.</summary>
    private void Keep(long bytes) => budget.Take(bytes);

    /// <summary>A new container, or nothing where it would not be kept.</summary>
    private void PushContainer<T>(Func<T> make)
        where T : PickleContainer
    {
        if (Skipping)
        {
            Push(PickleValue.Skipped);
            return;
        }

        Keep(PickleSize.Container);
        var made = make();
        Push(new(made));
        CheckDepth(made);
    }

    private void CheckDepth(PickleContainer container)
    {
        if (container.Depth > options.MaxDepth)
        {
            throw input.Fault($"containers are nested more than {options.MaxDepth} deep");
        }
    }

    /// <summary>What the functions of globals find wrong, with its place.</summary>
    private T Located<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (InvalidDataException fault) when (!budget.IsExceeded)
        {
            throw input.Fault(fault.Message, fault);
        }
    }

    private T Open<T>(PickleValue value, string what)
        where T : PickleContainer
    {
        var container = value.Content as T ?? throw input.Fault($"{what} is expected, {value} was found");
        return container.IsHeld
            ? throw input.Fault("a container changes after another holds it, as one that holds itself does")
            : container;
    }
}
