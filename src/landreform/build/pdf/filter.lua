-- What pandoc would lose or spell otherwise on its way from HTML to Typst. See book.typ for the functions called here.

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

local function typst(text)
  return pandoc.RawInline('typst', text)
end

local function raw(text)
  return pandoc.RawBlock('typst', text)
end

local function labels_of(text)
  local labels = {}
  for name in text:gmatch('%S+') do
    table.insert(labels, '<' .. name .. '>')
  end
  return '(' .. table.concat(labels, ', ') .. ',)'
end

-- Anchors, notes, page numbers and colours.
function Span(span)
  if span.classes:includes('anchor') then
    return typst('#anchor(<' .. span.attributes['place'] .. '>)')
  elseif span.classes:includes('foot') then
    return pandoc.Note({ pandoc.Para(span.content) })
  elseif span.classes:includes('swatch') then
    return typst('#swatch(rgb(' .. quoted(span.attributes['colour']) .. '))')
  elseif span.classes:includes('formula') then
    local inlines = { typst('#[#set math.equation(alt: ' .. quoted(span.attributes['spoken']) .. ');') }
    for _, inline in ipairs(span.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  elseif span.classes:includes('pages') then
    return typst('#pages(' .. labels_of(span.attributes['places']) .. ')')
  end
end

-- Code may break behind its dots and strokes, as an address does.
function Code(code)
  return typst('#code(' .. quoted(code.text) .. ')')
end

-- Links within the book are links; addresses outside it are kept for whoever reads on a screen.
function Link(link)
  if link.target:sub(1, 1) == '#' then
    local inlines = { typst('#link(<' .. link.target:sub(2) .. '>)[') }
    for _, inline in ipairs(link.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  end
end

-- Pictures keep their alternative text and have the width that `article` gives them.
function Image(image)
  local alt = pandoc.utils.stringify(image.caption)
  return typst('#image(' .. quoted(image.src) .. ', alt: ' .. quoted(alt) .. ', width: ' .. image.attributes.width .. ')')
end

local function append(blocks, more)
  for _, block in ipairs(more) do table.insert(blocks, block) end
end

-- A table with the widths that `tables_in_print` found, and rows that name a group.
function Table(t)
  local widths, aligned = t.attributes['widths'], t.attributes['aligned']
  local columns, alignment, count = {}, {}, 0
  for width in widths:gmatch('%S+') do
    table.insert(columns, width .. 'pt')
    count = count + 1
  end
  for side in aligned:gmatch('%S+') do table.insert(alignment, side) end
  local blocks = { raw('#tabular(columns: (' .. table.concat(columns, ', ') .. ',), aligned: (' ..
    table.concat(alignment, ', ') .. ',), caption: ' .. (#t.caption.long > 0 and '[' or 'none')) }
  if #t.caption.long > 0 then
    append(blocks, t.caption.long)
    table.insert(blocks, raw(']'))
  end
  table.insert(blocks, raw(', head: ('))
  for _, cell in ipairs(t.head.rows[1].cells) do
    table.insert(blocks, raw('['))
    append(blocks, cell.contents)
    table.insert(blocks, raw('],'))
  end
  table.insert(blocks, raw(')'))
  for _, body in ipairs(t.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        local before, after = ', [', ']'
        if cell.attributes['group'] then
          before, after = ', group(' .. count .. ')[', ']'
        elseif cell.attributes['tall'] then
          before, after = ', table.cell(breakable: true)[', ']'
        end
        table.insert(blocks, raw(before))
        append(blocks, cell.contents)
        table.insert(blocks, raw(after))
      end
      for _ = #row.cells + 1, (row.cells[1] and row.cells[1].attributes['group']) and 0 or count do
        table.insert(blocks, raw(', []'))
      end
    end
  end
  table.insert(blocks, raw(')'))
  return blocks
end

-- Terms with more than a line stand above what is said of them and keep with it.
function DefinitionList(list)
  local short = true
  for _, item in ipairs(list.content) do
    short = short and #item[2] == 1 and #item[2][1] == 1 and (item[2][1][1].t == 'Plain' or item[2][1][1].t == 'Para')
  end
  if short then return nil end
  local blocks = {}
  for _, item in ipairs(list.content) do
    table.insert(blocks, raw('#definition['))
    table.insert(blocks, pandoc.Plain(item[1]))
    table.insert(blocks, raw(']['))
    for _, definition in ipairs(item[2]) do
      for _, block in ipairs(definition) do
        table.insert(blocks, block.t == 'Plain' and pandoc.Para(block.content) or block)
      end
    end
    table.insert(blocks, raw(']'))
  end
  return blocks
end

-- Groups with a look of their own, and what changes the paper.
function Div(div)
  local blocks = {}
  if div.classes:includes('set-columns') then
    table.insert(blocks, raw('#balanced(look: ' .. quoted(div.attributes['look']) .. ', count: ' .. div.attributes['count'] .. ', ('))
    append(blocks, div.content)
    table.insert(blocks, raw('))'))
    return blocks
  elseif div.classes:includes('set-item') then
    table.insert(blocks, raw('(keep: ' .. (div.attributes['keep'] and 'true' or 'false') .. ', body: ['))
    append(blocks, div.content)
    table.insert(blocks, raw(']),'))
    return blocks
  end
  for _, name in ipairs({ 'fold-title', 'letter', 'hanging', 'ragged' }) do
    if div.classes:includes('set-' .. name) then
      table.insert(blocks, raw('#' .. name .. '['))
      append(blocks, div.content)
      table.insert(blocks, raw(']'))
      return blocks
    end
  end
end

-- What leads to a quotation or a list keeps with it.
function Blocks(blocks)
  local kept, changed = {}, false
  for at, block in ipairs(blocks) do
    local following = blocks[at + 1]
    local leads = following and block.t == 'Para' and
      (following.t == 'BlockQuote' or pandoc.utils.stringify(block):match('[:,]$'))
    if leads then
      changed = true
      table.insert(kept, raw('#leading-to['))
      table.insert(kept, block)
      table.insert(kept, raw(']'))
    else
      table.insert(kept, block)
    end
  end
  if changed then return kept end
end

-- Where a figure may be moved past; see placing.py.
function Pandoc(document)
  local blocks = {}
  for _, block in ipairs(document.blocks) do
    table.insert(blocks, block)
    table.insert(blocks, raw('// boundary'))
  end
  document.blocks = blocks
  return document
end

-- Headings have their number in their text, as on the web.
function Header(header)
  header.identifier = ''
  return header
end
