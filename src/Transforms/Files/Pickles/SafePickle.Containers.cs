using System.Runtime.InteropServices;

namespace NasPipelines.Files.Pickles;

internal sealed partial class SafePickle
{
    private const int LongestId = 8;

    private void Tuple(int count)
    {
        Below(count - 1);
        if (Skipping)
        {
            DropTo(_stack.Count - count, mark: false);
            Push(PickleValue.Skipped);
            return;
        }

        Keep(PickleSize.Container + (PickleSize.Slot * (long)count));
        PickleValue[] items = [.. CollectionsMarshal.AsSpan(_stack)[^count..]];
        DropTo(_stack.Count - count, mark: false);
        PushTuple(items);
    }

    private void TupleOfMarked()
    {
        var skipping = Skipping;
        var marked = Marked(out var mark);
        if (!skipping)
        {
            Keep(PickleSize.Container + (PickleSize.Slot * (long)marked.Length));
        }

        PickleValue[] items = skipping ? [] : marked.ToArray();
        _skippedId = skipping && _options.SeesSkippedIds && marked.Length <= LongestId ? marked.ToArray() : null;
        DropTo(mark, mark: true);
        if (skipping)
        {
            Push(PickleValue.Skipped);
        }
        else
        {
            PushTuple(items);
        }
    }

    private void PushTuple(PickleValue[] items)
    {
        var tuple = items.Length == 0 ? PickleTuple.Empty : new(items);
        CheckDepth(tuple);
        Push(new(tuple));
    }

    private void ListOfMarked(bool isSet)
    {
        var skipping = Skipping;
        Keep(skipping ? 0 : PickleSize.Container);
        var list = new PickleList(isSet);
        if (!skipping)
        {
            Fill(list, Marked(out _));
        }

        Marked(out var mark);
        DropTo(mark, mark: true);
        Push(skipping ? PickleValue.Skipped : new(list));
    }

    private void DictionaryOfMarked()
    {
        var skipping = Skipping;
        Keep(skipping ? 0 : PickleSize.Container);
        var dictionary = new PickleDictionary();
        if (!skipping)
        {
            Fill(dictionary, Marked(out _));
        }

        Marked(out var mark);
        DropTo(mark, mark: true);
        Push(skipping ? PickleValue.Skipped : new(dictionary));
    }

    private void Append()
    {
        var target = Below(1);
        if (!target.IsSkipped)
        {
            var list = Open<PickleList>(target, "a list");
            Fill(list, [Below(0)]);
        }

        DropTo(_stack.Count - 1, mark: false);
    }

    private void Appends(bool isSet)
    {
        var items = Marked(out var mark);
        var target = mark > 0 ? _stack[mark - 1] : throw _input.Fault("items without a list");
        if (!target.IsSkipped)
        {
            var list = Open<PickleList>(target, isSet ? "a set" : "a list");
            if (list.IsSet != isSet)
            {
                throw _input.Fault("items of a set go to a list, or of a list to a set");
            }

            Fill(list, items);
        }

        DropTo(mark, mark: true);
    }

    private void SetItem()
    {
        var target = Below(2);
        if (!target.IsSkipped)
        {
            Fill(Open<PickleDictionary>(target, "a dictionary"), [Below(1), Below(0)]);
        }

        DropTo(_stack.Count - 2, mark: false);
    }

    private void SetItems()
    {
        var items = Marked(out var mark);
        var target = mark > 0 ? _stack[mark - 1] : throw _input.Fault("entries without a dictionary");
        if (!target.IsSkipped)
        {
            Fill(Open<PickleDictionary>(target, "a dictionary"), items);
        }

        DropTo(mark, mark: true);
    }

    private void Fill(PickleList list, ReadOnlySpan<PickleValue> items)
    {
        Keep(PickleSize.Item * (long)items.Length);
        foreach (var item in items)
        {
            if (ReferenceEquals(item.Content, list))
            {
                throw _input.Fault("a list holds itself");
            }

            list.Add(item);
        }

        CheckDepth(list);
    }

    private void Fill(PickleDictionary dictionary, ReadOnlySpan<PickleValue> items)
    {
        if (items.Length % 2 != 0)
        {
            throw _input.Fault("a dictionary gets a key without a value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            if (ReferenceEquals(items[i + 1].Content, dictionary) || ReferenceEquals(items[i].Content, dictionary))
            {
                throw _input.Fault("a dictionary holds itself");
            }

            var skipped = items[i].Content is string key && _options.Skip?.Invoke(key) == true;
            if (!skipped || _options.KeepsSkippedKeys)
            {
                Keep(PickleSize.Entry);
                dictionary.Set(items[i], skipped ? PickleValue.Skipped : items[i + 1]);
            }
        }

        CheckDepth(dictionary);
    }
}
